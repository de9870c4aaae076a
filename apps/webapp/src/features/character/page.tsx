import { Route, Switch } from 'wouter'
import { AllCharacters } from './all-characters.tsx'
import { CampaignCharacters } from './campaign-characters.tsx'
import { CharacterView } from './character-view.tsx'
import { NewCharacter } from './new-character.tsx'

/** Characters: everybody's, those of one campaign, one sheet. */
export function Page() {
  return (
    <Switch>
      <Route path="/:campaignId">{({ campaignId }) => <CampaignCharacters campaignId={campaignId} />}</Route>
      <Route path="/:campaignId/new">{({ campaignId }) => <NewCharacter campaignId={campaignId} />}</Route>
      <Route path="/:campaignId/:characterId/:mode?">
        {({ campaignId, characterId, mode }) => (
          <CharacterView
            key={characterId}
            campaignId={campaignId}
            characterId={characterId}
            editing={mode === 'edit'}
          />
        )}
      </Route>
      <Route>
        <AllCharacters />
      </Route>
    </Switch>
  )
}
