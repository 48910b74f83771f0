// Which tables hold nothing but what can be found out again from the others: caches and indexes.

/** They may change while a project is only read, and are not looked for in a damaged file. */
export const isDerived = (table: string): boolean =>
  ['findings', 'media_findings', 'media_frames', 'voice_rows'].includes(table) || table.startsWith('search_')
