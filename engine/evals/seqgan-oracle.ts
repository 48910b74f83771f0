// The oracle experiment of SeqGAN, whole: likelihood, its temperature sweep, the game, over several seeds.
// Yu et al. 2017 (arXiv 1609.05473); the sweep and both axes after Caccia et al. 2020 (arXiv 1811.02549).
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { loadBackend } from '../nn/backend.ts'
import { Random } from '../nn/seed.ts'
import { readWeights } from '../nn/weights.ts'
import { LENGTH, PaperLstm, VOCABULARY } from './seqgan-oracle/paper-lstm.ts'
import { lossOf, writeTexts, type Judgement } from './seqgan-oracle/referee.ts'
import { GAME } from './seqgan-oracle/players.ts'
import { PLAN, SeedRun, TEMPERATURES, type Plan, type SeedResult } from './seqgan-oracle/seed-run.ts'

export interface OracleRequest {
  /** seqgan-oracle.safetensors */
  readonly oracleFile: string
  readonly seeds: readonly number[]
  /** Of this call, over all seeds; absent: until done. */
  readonly minutes?: number
  /** Where each seed's state is kept and taken up again. */
  readonly folder: string
  /** Departures from PLAN. */
  readonly plan?: Partial<Plan>
  readonly threads?: number
  readonly signal: AbortSignal
  now(): number
  say(line: string): void
}

const SAVE_EVERY_MS = 60_000
const CHECKED_TEXTS = 10_240

export async function runSeqganOracle(request: OracleRequest): Promise<Readonly<Record<string, unknown>>> {
  const { threads } = await loadBackend({ threads: request.threads ?? 1 })
  await mkdir(request.folder, { recursive: true })
  const oracle = PaperLstm.oracle(await readWeights(request.oracleFile))
  const random = new Random('seqgan-oracle check')
  const uniform = Int32Array.from({ length: CHECKED_TEXTS * LENGTH }, () => random.integer(VOCABULARY))
  const check = {
    ownNll: lossOf(oracle, writeTexts(oracle, oracle, CHECKED_TEXTS, random, threads), threads),
    uniformNll: lossOf(oracle, uniform, threads),
  }
  request.say(
    `the oracle of its own texts ${check.ownNll.toFixed(3)}, of chance ${check.uniformNll.toFixed(3)}`,
  )
  const plan = { ...PLAN, ...request.plan }
  const deadline = request.minutes === undefined ? Infinity : request.now() + request.minutes * 60_000
  const results: SeedResult[] = []
  for (const seed of request.seeds) {
    const run = new SeedRun(oracle, seed, plan, threads)
    try {
      results.push(await follow(run, join(request.folder, `seed-${seed}.safetensors`), deadline, request))
    } finally {
      run.dispose()
    }
  }
  oracle.dispose()
  return { ...summary(results), check, settings: { ...plan, ...GAME }, runs: results }
}

async function follow(
  run: SeedRun,
  file: string,
  deadline: number,
  { now, say, signal }: OracleRequest,
): Promise<SeedResult> {
  const likelihoodFile = file.replace('.safetensors', '-likelihood.safetensors')
  if (!(await run.restore(file))) await run.restoreLikelihood(likelihoodFile)
  let savedAt = now()
  while (now() < deadline && !signal.aborted && run.advance(now, say)) {
    // Kept aside: another game can begin here without the passes of likelihood.
    if (run.isBeforeGame) await run.save(likelihoodFile)
    if (now() - savedAt > SAVE_EVERY_MS) {
      await run.save(file)
      savedAt = now()
    }
    await nextTurn()
  }
  await run.save(file)
  return run.result
}

/** Means over the seeds that got so far; null where none did. */
function summary(results: readonly SeedResult[]) {
  const swept = results.filter(({ mle }) => mle.length === TEMPERATURES.length)
  const done = results.filter(({ isDone }) => isDone)
  const last = done.map(({ curve }) => curve.at(-1)!)
  const sweep = TEMPERATURES.map((temperature, i) => ({
    temperature,
    ...meanOf(swept.map(({ mle }) => mle[i])),
  }))
  const adversarial = meanOf(last)
  return {
    mleNll: sweep[0]?.oracleNll ?? null,
    adversarialNll: adversarial.oracleNll,
    seeds: done.map(({ seed }) => seed),
    isComplete: done.length === results.length,
    sweep,
    adversarial,
  }
}

function meanOf(judgements: readonly Judgement[]) {
  const mean = (of: (judgement: Judgement) => number) =>
    judgements.length === 0 ? null : judgements.reduce((sum, each) => sum + of(each), 0) / judgements.length
  return {
    oracleNll: mean((each) => each.oracleNll),
    testNll: mean((each) => each.testNll),
    selfBleu2: mean((each) => each.selfBleu2),
  }
}
