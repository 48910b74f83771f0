// Every shape a project file ever had, oldest first. What each one does stands in its own file.
import { first } from './0001-first.ts'
import { arcs } from './0002-arcs.ts'
import { runDataset } from './0003-run-dataset.ts'
import { structure } from './0004-structure.ts'
import { runPlans } from './0005-run-plans.ts'
import { plans } from './0006-plans.ts'
import { history } from './0007-history.ts'
import { search } from './0008-search.ts'
import { exportSettings } from './0009-export-settings.ts'
import { dialogues } from './0010-dialogues.ts'
import { spelling } from './0011-spelling.ts'
import { runBackend } from './0012-run-backend.ts'
import { lore } from './0013-lore.ts'
import { chat } from './0014-chat.ts'
import { memory } from './0015-memory.ts'
import { cast } from './0016-cast.ts'
import { life } from './0017-life.ts'
import { senses } from './0018-senses.ts'
import { feedback } from './0019-feedback.ts'
import { npc } from './0020-npc.ts'
import { lines } from './0021-lines.ts'
import { comments } from './0022-comments.ts'
import { masks } from './0023-masks.ts'
import { sources } from './0024-sources.ts'
import { clips } from './0025-clips.ts'
import { growths } from './0026-growths.ts'
import { sentPictures } from './0027-sent-pictures.ts'
import { searchMedia } from './0028-search-media.ts'
import { ownVoice } from './0029-own-voice.ts'

/** One step forward: `sql` runs in one transaction, `version` is what the file then calls itself. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

export const MIGRATIONS: readonly Migration[] = [
  first,
  arcs,
  runDataset,
  structure,
  runPlans,
  plans,
  history,
  search,
  exportSettings,
  dialogues,
  spelling,
  runBackend,
  lore,
  chat,
  memory,
  cast,
  life,
  senses,
  feedback,
  npc,
  lines,
  comments,
  masks,
  sources,
  clips,
  growths,
  sentPictures,
  searchMedia,
  ownVoice,
]
