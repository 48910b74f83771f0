// llama.cpp itself, where node-llama-cpp has a binary for this machine, as a reader beside ours; nothing is built or fetched.
import type { ControlledEvaluateInputItem, Llama, LlamaModel, Token } from 'node-llama-cpp'

/** Why there is none goes into the name of what is skipped. */
export const loadLlama = async (): Promise<{ readonly llama: Llama } | { readonly reason: string }> => {
  try {
    const { getLlama, LlamaLogLevel } = await import('node-llama-cpp')
    const logLevel = LlamaLogLevel.error
    return {
      llama: await getLlama({ build: 'never', skipDownload: true, gpu: false, maxThreads: 2, logLevel }),
    }
  } catch (error) {
    const [why] = String(error).split('\n')
    return { reason: `skipped: no llama.cpp here, ${why}` }
  }
}

/**
 * Natural logarithms of llama.cpp's probabilities after every token, a row [vocabulary] each. It tells no logits; these are
 * theirs but for a constant a row.
 */
export const readByLlama = async (model: LlamaModel, tokens: readonly number[]): Promise<Float32Array[]> => {
  const context = await model.createContext({ contextSize: tokens.length + 8, threads: 1 })
  try {
    const options = { temperature: 1, topK: 0, topP: 1, minP: 0 }
    const asked = tokens.map((token): ControlledEvaluateInputItem => [
      token as Token,
      { generateNext: { probabilities: true, options } },
    ])
    const told = await context.getSequence().controlledEvaluate(asked)
    return told.map((each, at) => {
      const probabilities = each?.next.probabilities
      if (!probabilities) throw new Error(`llama.cpp told nothing after token ${at}`)
      const row = new Float32Array(probabilities.size)
      for (const [token, probability] of probabilities) row[token] = Math.log(probability)
      return row
    })
  } finally {
    await context.dispose()
  }
}
