import { Route, Switch } from 'wouter'
import { CampaignList } from './campaign-list.tsx'
import { CampaignView } from './campaign-view.tsx'
import { EditCampaign } from './edit-campaign.tsx'
import { InvitesView } from './invites-view.tsx'
import { MembersView } from './members-view.tsx'
import { NewCampaign } from './new-campaign.tsx'
import { StartView } from './start-view.tsx'

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
