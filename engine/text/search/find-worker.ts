// The find thread: looks through the texts it is given and answers; a runaway expression ends it and nothing else.
import { parentPort } from 'node:worker_threads'
import { EngineError } from '../../domain/errors.ts'
import type { FindTerms, FoundPlace } from '../../domain/search.ts'
import { findInTexts } from './find-in-texts.ts'

export interface FindTask {
  readonly texts: readonly string[]
  readonly terms: FindTerms
  readonly replacement: string | null
  readonly limit: number
}

export type FindAnswer = readonly FoundPlace[]

parentPort?.on('message', ({ texts, terms, replacement, limit }: FindTask) => {
  try {
    parentPort?.postMessage({ kind: 'done', value: findInTexts(texts, terms, replacement, limit) })
  } catch (error) {
    if (error instanceof EngineError)
      parentPort?.postMessage({
        kind: 'failed',
        code: error.code,
        message: error.message,
        detail: error.detail,
      })
    else parentPort?.postMessage({ kind: 'failed', code: null, message: String(error), detail: {} })
  }
})
