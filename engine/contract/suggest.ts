// suggest.*: what could be written next, each with its reason; what is waved away teaches.
import * as z from 'zod'
import { SUGGESTION_KINDS } from '../domain/suggestion.ts'
import { base, id } from './base.ts'
import { emotion } from './feeling.ts'

const suggestion = z.object({
  /** The same from one look to the next, as long as its reason stands. */
  key: z.string(),
  /** `gap`: off the drawn arc; `question`: asked and not taken up; `name`: not seen for long; `feeling`: of the life record, in no scene; `lived`: strongly felt, of the life record, and in no scene; `material`: chosen and not used. */
  kind: z.enum(SUGGESTION_KINDS),
  sceneId: id.nullable(),
  blockId: id.nullable(),
  /** Of the scene; of something lived its day, `2024-06-14`. */
  title: z.string(),
  /** The question, the name, the feeling, the material, the words of what was lived. */
  detail: z.string(),
  /** Scenes ago, or entries. */
  count: z.number(),
  /** Of a gap: valences; of something lived how it felt. */
  actual: z.number().nullable(),
  target: z.number().nullable(),
  /** Of something lived: the entry, and how it felt. */
  entryId: id.nullable(),
  emotion: emotion.nullable(),
  /** 0 … 1, what dismissals of its kind taught taken off. */
  weight: z.number(),
})

export const suggest = {
  /** What stands out most first. Reads the book's feelings where they are not known yet; abort stops that. */
  list: base.output(z.object({ suggestions: z.array(suggestion), dismissed: z.number() })),
  /** Not shown again; others of its kind count for less. */
  dismiss: base.input(z.object({ key: z.string().min(1).max(400), kind: z.enum(SUGGESTION_KINDS) })),
  /** Everything that was waved away may be shown again. */
  forget: base,
}
