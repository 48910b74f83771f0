// Errors of the terminal: what went wrong in one line, and which exit code that is.
import { stripVTControlCharacters } from 'node:util'
import type { ErrorCode } from '../../engine/contract/index.ts'

export const EXIT = { ok: 0, failed: 1, usage: 2, stopped: 130 } as const

/** What was asked for cannot be: the command line was wrong, whoever found it out. */
const exitOf = (code: unknown): number => (code === 'BAD_INPUT' ? EXIT.usage : EXIT.failed)

/** The command line itself was wrong. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface Problem {
  readonly code: ErrorCode | 'INTERNAL' | 'USAGE' | 'STOPPED'
  readonly message: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly exitCode: number
}

const issuesOf = (data: unknown): string => {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues))
    return ''
  const issues = data.issues as { path?: unknown[]; message?: string }[]
  return issues.map(({ path = [], message = '' }) => `${path.join('.')}: ${message}`).join('; ')
}

/** @param stopped Ctrl-C was pressed: whatever came of it, the writer stopped it. */
export const describeProblem = (error: unknown, stopped: boolean): Problem => {
  if (stopped)
    return {
      code: 'STOPPED',
      message: 'Stopped. What was done so far is kept.',
      detail: {},
      exitCode: EXIT.stopped,
    }
  if (!(error instanceof Error))
    return { code: 'INTERNAL', message: String(error), detail: {}, exitCode: EXIT.failed }
  // citty's own complaints about arguments.
  if (error instanceof UsageError || error.name === 'CLIError')
    return {
      code: 'USAGE',
      message: stripVTControlCharacters(error.message),
      detail: {},
      exitCode: EXIT.usage,
    }
  const { code, data, detail, defined } = error as Readonly<
    Partial<Record<'code' | 'data' | 'detail' | 'defined', unknown>>
  >
  // An evaluation's own work is in this process: no contract has been crossed.
  if (error.name === 'EngineError')
    return {
      code: code as ErrorCode,
      message: error.message,
      detail: (detail ?? {}) as Record<string, unknown>,
      exitCode: exitOf(code),
    }
  if (code === 'BAD_REQUEST')
    return { code: 'BAD_INPUT', message: issuesOf(data) || error.message, detail: {}, exitCode: EXIT.usage }
  if (defined === true)
    return {
      code: code as ErrorCode,
      message: error.message,
      detail: (data ?? {}) as Record<string, unknown>,
      exitCode: exitOf(code),
    }
  return { code: 'INTERNAL', message: error.message, detail: {}, exitCode: EXIT.failed }
}

/** One line, whatever the message held. */
export const problemLine = ({ code, message }: Problem): string =>
  `arcwright: ${code}: ${message.replace(/\s*\n\s*/g, ' ')}`
