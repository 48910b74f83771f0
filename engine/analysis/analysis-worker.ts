// The analysis thread: answers batches of passages in the order they come. Started and watched by analysis-pool.ts.
import { parentPort } from 'node:worker_threads'
import { analyzePassages, type PassageFinding } from './analyze-passages.ts'

export interface AnalysisRequest {
  readonly id: number
  readonly passages: readonly string[]
}

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

parentPort?.on('message', (request: AnalysisRequest) => parentPort?.postMessage(answer(request)))
