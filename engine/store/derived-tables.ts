// Which tables hold nothing but what can be found out again from the others: caches and indexes.

/** They may change while a project is only read, and are not looked for in a damaged file. */
export const isDerived = (table: string): boolean =>
  table === 'findings' || table === 'media_findings' || table.startsWith('search_')
