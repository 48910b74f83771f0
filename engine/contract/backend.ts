// backend.*: what computes tensors on this machine: what was tried, what is used, and the writer's own choice.
import * as z from 'zod'
import { base } from './base.ts'

export const verdict = z.object({
  id: z.string(),
  /** null: it works. `ended-engine`: the engine died while it was in use. */
  refusal: z.enum(['unsupported', 'failed', 'crashed', 'timeout', 'differs', 'ended-engine']).nullable(),
  detail: z.string(),
  /** Milliseconds of the probe's training step and of its written token. */
  trainMs: z.number().nullable(),
  writeMs: z.number().nullable(),
  /** Largest difference from the processor's numbers. */
  difference: z.number().nullable(),
})

/** What is remembered; measured again when a version or the machine is another. */
export const measurement = z.object({
  measuredAt: z.number(),
  machine: z.record(z.string(), z.string()),
  verdicts: z.array(verdict),
})

const listing = z.object({
  /** `auto`, or the id that the writer chose. */
  wanted: z.string(),
  /** What trains and what writes, as far as is known now. */
  training: z.string(),
  writing: z.string(),
  measuredAt: z.number().nullable(),
  machine: z.record(z.string(), z.string()),
  backends: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      device: z.enum(['cpu', 'gpu']),
      /** Whether its makers have seen it compute: daily, on a software GPU only, or never. */
      evidence: z.enum(['daily', 'software', 'none']),
      /** null: not tried yet on this machine. */
      verdict: verdict.nullable(),
    }),
  ),
})

export const backend = {
  list: base.output(listing),
  /** Tries them all again, each in a process of its own; seconds, shown among the jobs. */
  measure: base.output(listing),
  /** `auto` or an id; BAD_INPUT for one that is unknown or was refused here. Measures first where that was never done. */
  choose: base.input(z.object({ id: z.string().max(40) })).output(listing),
}
