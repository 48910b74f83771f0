// Programs that make texts small without having read any others: what a language model must at least be better than.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

interface Compressor {
  readonly program: string
  /** Debian's name of it. */
  readonly package: string
  readonly extension: string
  arguments(source: string, target: string): readonly string[]
}

const PROGRAMS = {
  xz: {
    program: 'xz',
    package: 'xz-utils',
    extension: 'xz',
    arguments: (source) => ['--compress', '-9', '--extreme', '--keep', source],
  },
  ppmd: {
    program: '7z',
    package: 'p7zip-full',
    extension: '7z',
    arguments: (source, target) => ['a', '-bd', '-t7z', '-m0=PPMd:mem=256m:o=16', target, source],
  },
} as const satisfies Record<string, Compressor>

export type CompressorId = keyof typeof PROGRAMS
export const COMPRESSORS = Object.keys(PROGRAMS) as readonly CompressorId[]

/** Bits of all texts, each compressed alone, the container's own bytes included; or why not. */
export const compressedBits = async (
  id: CompressorId,
  texts: readonly Uint8Array[],
  signal: AbortSignal,
): Promise<{ readonly bits: number } | { readonly skipped: string }> => {
  const { program, package: name, extension, arguments: argumentsFor }: Compressor = PROGRAMS[id]
  const folder = await mkdtemp(path.join(tmpdir(), 'arcwright-lm-'))
  try {
    let bits = 0
    for (const [i, text] of texts.entries()) {
      const source = path.join(folder, `${i}.txt`)
      const target = `${source}.${extension}`
      await writeFile(source, text)
      await run(program, [...argumentsFor(source, target)], { signal })
      bits += 8 * (await stat(target)).size
    }
    return { bits }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return { skipped: `${program} is not installed (Debian: ${name})` }
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
