// Ids: opaque, unique, safe in file names and XML.
import { randomUUID } from 'node:crypto'

/** A new id of 20 lowercase letters and digits, starting with a letter so that XML accepts it as an id. */
export const newId = (): string => `a${randomUUID().replaceAll('-', '').slice(0, 19)}`
