// Every eval: questions about quality that are answered with figures. A new one is one file and one line here.
import { bias } from './bias.ts'
import { challenge } from './challenge.ts'
import { charGpt } from './char-gpt.ts'
import { durability } from './durability.ts'
import { emotion } from './emotion.ts'
import type { Evaluation } from './evaluation.ts'
import { adherence } from './adherence.ts'
import { feedback } from './feedback.ts'
import { fiction } from './fiction.ts'
import { firstModel } from './first-model.ts'
import { fusion } from './fusion.ts'
import { gguf } from './gguf.ts'
import { judge } from './judge.ts'
import { lm } from './lm.ts'
import { lora } from './lora.ts'
import { npc } from './npc.ts'
import { persona } from './persona.ts'
import { planner } from './planner.ts'
import { rerank } from './rerank.ts'
import { ocr, photoEmotion, voiceEmotion } from './senses.ts'
import { seqganOracle } from './seqgan-oracle.ts'
import { soak } from './soak.ts'
import { speakers } from './speakers.ts'
import { vae } from './vae.ts'
import { voice } from './voice.ts'

export const evals: readonly Evaluation[] = [
  durability,
  firstModel,
  charGpt,
  seqganOracle,
  vae,
  lm,
  lora,
  fusion,
  gguf,
  emotion,
  challenge,
  feedback,
  voice,
  fiction,
  judge,
  bias,
  adherence,
  npc,
  speakers,
  persona,
  planner,
  rerank,
  voiceEmotion,
  photoEmotion,
  ocr,
  soak,
]
