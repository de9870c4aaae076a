import { type Principal, RpgError } from '@rpg-bot/rpg_contracts'

/**
 * Who is asking. The binder authenticates every operation whose `security` is not empty, so the error only
 * guards against a contract that loses it.
 *
 * @throws RpgError `token_missing`
 */
export function principalOf(request: { readonly principal: Principal | null }): Principal {
  if (request.principal === null) throw new RpgError('token_missing')
  return request.principal
}
