// The analysis thread: answers batches of passages in the order they come. Started and watched by analysis-pool.ts.
import { parentPort } from 'node:worker_threads'
import { analyzePassages, type PassageFinding } from './analyze-passages.ts'

export interface AnalysisRequest {
  readonly id: number
  readonly passages: readonly string[]
}

/** The last word: what was asked before has been answered, and the thread ends by itself. */
export type AnalysisClose = 'close'

export type AnalysisReply =
  | { readonly id: number; readonly findings: readonly PassageFinding[] }
  | { readonly id: number; readonly problem: string }

const answer = ({ id, passages }: AnalysisRequest): AnalysisReply => {
  try {
    return { id, findings: analyzePassages(passages) }
  } catch (error) {
    return { id, problem: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', (request: AnalysisRequest | AnalysisClose) => {
  if (request === 'close') parentPort?.close()
  else parentPort?.postMessage(answer(request))
})
