// How often a name is right that leads its mix with so large a share: from shares, which are surer than they are right,
// to what the writer is told. Fitted by engine/evals/emotion/fit-confidence.ts.
import type { Language } from '../../domain/project.ts'

/** Of the logit of the share (Platt 1999). */
export interface ConfidenceScale {
  readonly offset: number
  readonly slope: number
}

/** On the hand-labelled fiction, neutral sentences counting three times, as in fiction itself. */
export const CONFIDENCE: Readonly<Record<Language, ConfidenceScale>> = {
  en: { offset: -0.04, slope: 0.36 },
  zh: { offset: 0.05, slope: 0.63 },
}

/** Keeps a share of 0 or 1 finite. */
const LEAST = 1e-3

export const logitOfShare = (share: number): number => Math.log((share + LEAST) / (1 - share + LEAST))

/** 0 … 1; rises with the share. */
export const confidenceOf = (share: number, { offset, slope }: ConfidenceScale): number =>
  1 / (1 + Math.exp(-(offset + slope * logitOfShare(share))))
