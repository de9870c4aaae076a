import * as campaignValidators from '@rpg-bot/rpg_contracts/validators/campaigns'
import * as characterValidators from '@rpg-bot/rpg_contracts/validators/characters'
import * as memberValidators from '@rpg-bot/rpg_contracts/validators/members'
import * as rollValidators from '@rpg-bot/rpg_contracts/validators/rolls'
import * as systemValidators from '@rpg-bot/rpg_contracts/validators/systems'
import { Route, Switch } from 'wouter'
import type { DomainValidators } from '../../app/contract-check.ts'
import { AllCharacters } from './all-characters.tsx'
import { CampaignCharacters } from './campaign-characters.tsx'
import { CharacterView } from './character-view.tsx'
import { NewCharacter } from './new-character.tsx'

export const validators: readonly DomainValidators[] = [
  campaignValidators,
  characterValidators,
  memberValidators,
  rollValidators,
  systemValidators,
]

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
