// Kills engines, windows or both while somebody writes at random, fills the disk meanwhile, lets a second process try to
// write: and counts what was acknowledged and what of it is missing afterwards.
import { fork, type ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineClient } from '../../../../engine/contract/index.ts'
import { Ledger } from '../../../../engine/evals/durability/ledger.ts'
import { checkProject, Random } from '../../../../engine/evals/durability/parts.ts'
import type { WindowWord } from '../../../../engine/evals/durability/window-worker.ts'
import { codeFile } from '../../../app-root.ts'
import { startEngineHost, type EngineHost } from './engine-host.ts'
import { makeSmallDisk, type SmallDisk } from './small-disk.ts'

export interface ProofOptions {
  readonly runs: number
  readonly folder: string
  readonly seed: number
  /** Makes a project; true when there is a model in it that can write. */
  readonly makeProject: (folder: string) => Promise<{ path: string; generates: boolean }>
  /** An engine of another process than the one under proof. */
  readonly stranger: EngineClient
  readonly signal: AbortSignal
  say(line: string): void
}

export interface Proof {
  readonly runs: number
  readonly kills: number
  readonly killed: { readonly engine: number; readonly window: number; readonly both: number }
  readonly diskFull: number
  /** Answers of the engine that something could not be done; nothing changed then. */
  readonly refused: number
  readonly acknowledged: number
  readonly lost: number
  readonly damaged: number
  /** How often another process tried to write the open file, and how often it could: must be 0. */
  readonly secondWriterTried: number
  readonly secondWriters: number
  readonly problems: readonly string[]
}

type Victim = 'engine' | 'window' | 'both' | 'disk'

const LANES = 3
/** A fresh project now and then: old ones grow. */
const RUNS_A_PROJECT = 20
const SMALL_DISK_MB = 24
const MAX_PROBLEMS = 20
/** Before the blow; short ones are likelier. */
const LONGEST_WRITING_MS = 1500
/** Of the runs: a model must be loaded anew in each. */
const GENERATING_SHARE = 0.25
/** Restarts come slower and slower; after so many a new supervisor begins. */
const KILLS_A_HOST = 4

const startWindow = (
  host: EngineHost,
  projectPath: string,
  seed: string,
  generates: boolean,
  ledger: Ledger,
): { child: ChildProcess; ready: Promise<void>; exited: Promise<void>; complaint(): string | null } => {
  const child = fork(
    codeFile('engine/evals/durability/window-worker'),
    [host.url, projectPath, seed, generates ? 'generates' : ''],
    { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  )
  let complaint: string | null = null
  const ready = Promise.withResolvers<void>()
  child.on('message', (word: WindowWord) => {
    if (word.kind === 'ready') {
      ledger.begin(word.content)
      ready.resolve()
    } else if (word.kind === 'before') ledger.before(word.intent)
    else if (word.kind === 'after') ledger.after(word.content, word.candidates)
    else if (word.kind === 'refused') ledger.refuse()
    else if (word.why !== 'engine gone') complaint = word.why
  })
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
  void exited.then(() => ready.reject(new Error(`the window ended early: ${complaint ?? 'no word'}`)))
  ready.promise.catch(() => undefined)
  return { child, ready: ready.promise, exited, complaint: () => complaint }
}

/** One writer after the other, with a studio of their own. */
const proveLane = async (options: ProofOptions, lane: number): Promise<Proof> => {
  const { runs, stranger, signal, say } = options
  const folder = path.join(options.folder, `lane-${lane}`)
  const random = new Random(`durability ${options.seed} ${lane}`)
  const count = { engine: 0, window: 0, both: 0, disk: 0 }
  const problems: string[] = []
  let [lost, damaged, tried, secondWriters, acknowledged, refused, done] = [0, 0, 0, 0, 0, 0, 0]
  const disk: SmallDisk | null = makeSmallDisk(path.join(folder, 'small-disk'), SMALL_DISK_MB)
  if (!disk) say('no small disk can be made here: the disk is not filled up')
  const place = disk?.folder ?? path.join(folder, 'disk')
  mkdirSync(place, { recursive: true })
  const folders = { dataDir: path.join(folder, 'data'), documentsDir: folder }
  mkdirSync(folders.dataDir, { recursive: true })

  const complain = (line: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push(line)
    say(line)
  }
  const told = (run: number): string => `lane ${lane}, run ${run}`

  let kills = 0
  /** The one that is running, if any. */
  const hosts: EngineHost[] = []
  const stopHost = async (): Promise<void> => {
    for (const host of hosts.splice(0)) await host.stop()
  }
  const currentHost = async (): Promise<EngineHost> => {
    if (hosts[0] && kills < KILLS_A_HOST) return hosts[0]
    await stopHost()
    kills = 0
    const started = await startEngineHost(folders)
    hosts.push(started)
    return started
  }

  let project: Awaited<ReturnType<ProofOptions['makeProject']>> | null = null
  let ledger = new Ledger()
  const settle = (): void => {
    acknowledged += ledger.acknowledged
    refused += ledger.refused
    ledger = new Ledger()
  }

  try {
    for (let run = 0; run < runs && !signal.aborted; run += 1) {
      if (!project || run % RUNS_A_PROJECT === 0) {
        await stopHost()
        settle()
        rmSync(path.join(place, 'project'), { recursive: true, force: true })
        mkdirSync(path.join(place, 'project'))
        project = await options.makeProject(path.join(place, 'project'))
      }
      const victims: readonly Victim[] = disk
        ? ['engine', 'window', 'both', 'disk']
        : ['engine', 'window', 'both']
      const victim = victims[random.integer(victims.length)]!
      const at = await currentHost()
      await at.up()
      const generates = project.generates && random.next() < GENERATING_SHARE
      const window = startWindow(at, project.path, `${options.seed} ${lane} ${run}`, generates, ledger)
      await window.ready
      await sleep(random.next() ** 2 * LONGEST_WRITING_MS)
      if (random.next() < 0.25) {
        tried += 1
        try {
          await stranger.project.open({ path: project.path })
          secondWriters += 1
          complain(`${told(run)}: a second process opened the file for writing`)
          await stranger.project.close()
        } catch {
          // Locked, as it must be.
        }
      }
      if (victim === 'disk' && disk) {
        disk.fill(random.integer(96 * 1024))
        await sleep(150 + random.next() * 250)
        // Full and killed; or room again, and the writing must go on.
        if (random.next() < 0.4) {
          at.kill()
          kills += 1
          await window.exited
          disk.free()
        } else {
          disk.free()
          const acknowledgedBefore = ledger.acknowledged
          for (let wait = 0; wait < 400 && ledger.acknowledged <= acknowledgedBefore; wait += 1)
            await sleep(25)
          if (ledger.acknowledged <= acknowledgedBefore)
            complain(`${told(run)}: nothing was saved after the disk had room again`)
          window.child.kill('SIGKILL')
        }
      } else {
        if (victim !== 'window') {
          at.kill()
          kills += 1
        }
        if (victim !== 'engine') window.child.kill('SIGKILL')
      }
      await window.exited
      count[victim] += 1
      const complaint = window.complaint()
      if (complaint !== null) complain(`${told(run)} (${victim}): the window met ${complaint}`)

      const wire = await at.connect()
      try {
        const info = await openAgain(wire.client, project.path)
        if (info !== null) throw new Error(info)
        const missing = await ledger.verify(wire.client)
        lost += missing.length
        for (const line of missing) complain(`${told(run)} (${victim}): ${line}`)
        await wire.client.project.close()
      } finally {
        wire.end()
      }
      const verdict = checkProject(project.path, path.join(folder, 'copies'))
      if (!verdict.whole) {
        damaged += 1
        complain(`${told(run)} (${victim}): ${verdict.problems[0] ?? 'damaged'}`)
      }
      done += 1
      if (done % 10 === 0)
        say(
          `lane ${lane}: ${done} of ${runs}: ${acknowledged + ledger.acknowledged} acknowledged, ${lost} lost`,
        )
    }
  } finally {
    await stopHost()
    disk?.dispose()
  }
  settle()
  const { engine, window, both } = count
  return {
    runs: done,
    kills: engine + window + both,
    killed: { engine, window, both },
    diskFull: count.disk,
    refused,
    acknowledged,
    lost,
    damaged,
    secondWriterTried: tried,
    secondWriters,
    problems,
  }
}

const sum = (proofs: readonly Proof[]): Proof => {
  const all = (of: (proof: Proof) => number): number => proofs.reduce((total, each) => total + of(each), 0)
  return {
    runs: all(({ runs }) => runs),
    kills: all(({ kills }) => kills),
    killed: {
      engine: all(({ killed }) => killed.engine),
      window: all(({ killed }) => killed.window),
      both: all(({ killed }) => killed.both),
    },
    diskFull: all(({ diskFull }) => diskFull),
    refused: all(({ refused }) => refused),
    acknowledged: all(({ acknowledged }) => acknowledged),
    lost: all(({ lost }) => lost),
    damaged: all(({ damaged }) => damaged),
    secondWriterTried: all(({ secondWriterTried }) => secondWriterTried),
    secondWriters: all(({ secondWriters }) => secondWriters),
    problems: proofs.flatMap(({ problems }) => problems),
  }
}

/** Lanes beside each other: most of a run is waiting for processes to begin. */
export const proveDurability = async (options: ProofOptions): Promise<Proof> => {
  const lanes = Math.min(LANES, options.runs)
  return sum(
    await Promise.all(
      Array.from({ length: lanes }, (_, lane) =>
        proveLane({ ...options, runs: Math.floor((options.runs + lane) / lanes) }, lane),
      ),
    ),
  )
}

/** The killed process may not be quite gone. @returns why it cannot be opened; null when it is open. */
const openAgain = async (client: EngineClient, projectPath: string): Promise<string | null> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await client.project.open({ path: projectPath })
      return null
    } catch (error) {
      const locked = error instanceof Error && 'code' in error && error.code === 'PROJECT_LOCKED'
      if (!locked || attempt > 100) return String(error)
      await sleep(20)
    }
  }
}
