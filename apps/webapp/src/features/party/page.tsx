import { useState } from 'react'
import { Route, Switch } from 'wouter'
import { Chooser } from './chooser.tsx'
import { TableView } from './table-view.tsx'

/** The table of a campaign, or the choice of one. */
export function Page() {
  // Who comes back from a table wants another one; who comes from elsewhere wants the last one.
  const [satDown, setSatDown] = useState(false)
  return (
    <Switch>
      <Route path="/:campaignId">
        {({ campaignId }) => (
          <TableView key={campaignId} campaignId={campaignId} onSit={() => setSatDown(true)} />
        )}
      </Route>
      <Route>
        <Chooser toLast={!satDown} />
      </Route>
    </Switch>
  )
}
