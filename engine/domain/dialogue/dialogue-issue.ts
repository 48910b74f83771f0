// What a check of a dialogue can find. `code` is looked up in the window's locales; `fix` is what one click would do.
import type { DialogueEdit } from './edit-dialogue.ts'

export const ISSUE_CODES = [
  'no-start',
  'missing-target',
  'unreachable',
  'dead-end',
  'endless-loop',
  'no-way-out',
  'undeclared-variable',
  'never-set',
  'unused-variable',
  'bad-expression',
  'unknown-visits',
  'never-holds',
  'unbalanced-choice',
  'no-options',
  'no-branches',
  'empty-line',
  'empty-option',
  'duplicate-id',
] as const
export type IssueCode = (typeof ISSUE_CODES)[number]

export interface DialogueIssue {
  readonly code: IssueCode
  /** `error`: the game would break or stop; `warning`: it would run. */
  readonly severity: 'error' | 'warning'
  /** Null of what concerns the dialogue as a whole. */
  readonly nodeId: string | null
  /** The option, branch or way that is meant. */
  readonly part: string | null
  /** Words of the dialogue itself: a name, an expression, what is wrong with it. */
  readonly detail: string
  /** Null where only the writer can know. */
  readonly fix: readonly DialogueEdit[] | null
}

type Loose = Pick<DialogueIssue, 'code'> & Partial<Omit<DialogueIssue, 'code'>>

const WARNINGS: ReadonlySet<IssueCode> = new Set([
  'unreachable',
  'dead-end',
  'never-set',
  'unused-variable',
  'never-holds',
  'unbalanced-choice',
  'empty-line',
  'empty-option',
  'no-way-out',
])

export const issue = ({
  code,
  nodeId = null,
  part = null,
  detail = '',
  fix = null,
}: Loose): DialogueIssue => ({
  code,
  severity: WARNINGS.has(code) ? 'warning' : 'error',
  nodeId,
  part,
  detail,
  fix,
})
