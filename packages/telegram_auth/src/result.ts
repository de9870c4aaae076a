/** Stable codes of refused launch data; what they mean is in `InitDataCheck`. */
export type InitDataErrorCode =
  | 'init_data_malformed'
  | 'init_data_invalid'
  | 'init_data_future'
  | 'init_data_expired'

/** The check that refused: 1 shape, 2 form of the proof, 3 proof, 4 future, 5 age, 6 schema of the fields. */
export type InitDataCheck = 1 | 2 | 3 | 4 | 5 | 6

/** Why launch data was refused. `detail` is for logs: it quotes nothing of the data. */
export type InitDataRefusal = {
  readonly ok: false
  readonly code: InitDataErrorCode
  readonly check: InitDataCheck
  readonly detail: string
}

const codes: Readonly<Record<InitDataCheck, InitDataErrorCode>> = {
  1: 'init_data_malformed',
  2: 'init_data_invalid',
  3: 'init_data_invalid',
  4: 'init_data_future',
  5: 'init_data_expired',
  6: 'init_data_malformed',
}

/** A refusal by a check; the code follows from it. */
export function refuse(check: InitDataCheck, detail: string): InitDataRefusal {
  return { ok: false, code: codes[check], check, detail }
}
