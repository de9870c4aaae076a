import * as campaignValidators from '@rpg-bot/rpg_contracts/validators/campaigns'
import * as inviteValidators from '@rpg-bot/rpg_contracts/validators/invites'
import * as memberValidators from '@rpg-bot/rpg_contracts/validators/members'
import * as sessionValidators from '@rpg-bot/rpg_contracts/validators/sessions'
import { Route, Switch } from 'wouter'
import type { DomainValidators } from '../../app/contract-check.ts'
import { CampaignList } from './campaign-list.tsx'
import { CampaignView } from './campaign-view.tsx'
import { EditCampaign } from './edit-campaign.tsx'
import { InvitesView } from './invites-view.tsx'
import { MembersView } from './members-view.tsx'
import { NewCampaign } from './new-campaign.tsx'
import { StartView } from './start-view.tsx'

export const validators: readonly DomainValidators[] = [
  campaignValidators,
  inviteValidators,
  memberValidators,
  sessionValidators,
]

/** Campaigns: the list, one campaign, and where invite links arrive. */
export function Page() {
  return (
    <Switch>
      <Route path="/new">
        <NewCampaign />
      </Route>
      <Route path="/start/:parameter">{({ parameter }) => <StartView parameter={parameter} />}</Route>
      <Route path="/:campaignId">{({ campaignId }) => <CampaignView campaignId={campaignId} />}</Route>
      <Route path="/:campaignId/edit">{({ campaignId }) => <EditCampaign campaignId={campaignId} />}</Route>
      <Route path="/:campaignId/members">{({ campaignId }) => <MembersView campaignId={campaignId} />}</Route>
      <Route path="/:campaignId/invites">{({ campaignId }) => <InvitesView campaignId={campaignId} />}</Route>
      <Route>
        <CampaignList />
      </Route>
    </Switch>
  )
}
