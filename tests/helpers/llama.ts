// llama.cpp itself, where node-llama-cpp has a binary for this machine; nothing is built or fetched.
import type { Llama } from 'node-llama-cpp'

/** The reason goes into the name of what is skipped. */
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
