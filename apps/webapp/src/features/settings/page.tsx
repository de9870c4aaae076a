import { Route, Switch } from 'wouter'
import { DeveloperView } from './developer-view.tsx'
import { SettingsView } from './settings-view.tsx'
import { SignInsView } from './sign-ins-view.tsx'

/** Settings and the two pages below them. */
export function Page() {
  return (
    <Switch>
      <Route path="/sign-ins">
        <SignInsView />
      </Route>
      <Route path="/developer">
        <DeveloperView />
      </Route>
      <Route>
        <SettingsView />
      </Route>
    </Switch>
  )
}
