// The thread of summaries: a long scene takes longer than a save may wait.
import { parentPort } from 'node:worker_threads'
import { summarise, type SummaryTask } from './summarise.ts'

parentPort?.on('message', (task: SummaryTask) => {
  try {
    parentPort?.postMessage({ kind: 'done', value: summarise(task) })
  } catch (error) {
    parentPort?.postMessage({ kind: 'failed', code: null, message: String(error), detail: {} })
  }
})
