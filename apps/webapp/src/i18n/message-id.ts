declare const brand: unique symbol

/** The id of a text that stands in the catalogs. */
export type MessageId = string & { readonly [brand]: true }

/** Marks a text id in a table, so that the catalog check sees it. */
export function msg(id: string): MessageId {
  return id as MessageId
}
