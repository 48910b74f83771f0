// What the tensor thread can be asked about preferences, and its answers; how they are learnt is tune-preferences'.
import type { PreferenceLesson } from './preference-batch.ts'
import type { TuningWork } from './row-likelihoods.ts'
import { lossesOf, mergeAdapter, tunePreferences } from './tune-preferences.ts'

export type PreferenceRequest =
  | {
      readonly kind: 'tune'
      readonly modelFile: string
      readonly base: string
      readonly lessons: readonly PreferenceLesson[]
      readonly keep: readonly string[]
      readonly before: Uint8Array | null
      readonly seed: number
    }
  | {
      readonly kind: 'losses'
      readonly modelFile: string
      readonly adapter: Uint8Array | null
      readonly passages: readonly { readonly prompt: string; readonly text: string }[]
    }
  | {
      readonly kind: 'merge'
      readonly modelFile: string
      readonly adapter: Uint8Array
      readonly target: string
    }

/** The adapter of `tune`, nats a token of `losses`, nothing of `merge`. */
export type PreferenceResult = Uint8Array | readonly number[] | null

export const answerPreferences = async (
  request: PreferenceRequest,
  work: TuningWork,
): Promise<PreferenceResult> => {
  switch (request.kind) {
    case 'tune':
      return tunePreferences(request, work)
    case 'losses':
      return lossesOf(request.modelFile, request.adapter, request.passages, work)
    case 'merge':
      await mergeAdapter(request.modelFile, request.adapter, request.target)
      return null
  }
}
