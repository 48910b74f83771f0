// Where other programs on this machine keep their models; looked into only when the writer asks.
import { readdir, readFile, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import * as z from 'zod'

export interface KnownModel {
  readonly program: string
  readonly path: string
  readonly name: string
  readonly sizeBytes: number
}

/** Deeper than any of them nests its models, and more than anybody keeps. */
const MAX_DEPTH = 5
const MAX_FILES = 500

interface Place {
  readonly program: string
  readonly folder: string
}

const places = (home: string, env: NodeJS.ProcessEnv): readonly Place[] => {
  const local = env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local')
  const roaming = env['APPDATA'] ?? join(home, 'AppData', 'Roaming')
  const cache = env['XDG_CACHE_HOME'] ?? join(home, '.cache')
  const data = env['XDG_DATA_HOME'] ?? join(home, '.local', 'share')
  const library = join(home, 'Library', 'Application Support')
  return [
    { program: 'LM Studio', folder: join(home, '.lmstudio', 'models') },
    { program: 'LM Studio', folder: join(cache, 'lm-studio', 'models') },
    { program: 'GPT4All', folder: join(data, 'nomic.ai', 'GPT4All') },
    { program: 'GPT4All', folder: join(local, 'nomic.ai', 'GPT4All') },
    { program: 'GPT4All', folder: join(library, 'nomic.ai', 'GPT4All') },
    { program: 'Jan', folder: join(home, 'jan', 'models') },
    { program: 'Jan', folder: join(data, 'Jan', 'data') },
    { program: 'Jan', folder: join(roaming, 'Jan', 'data') },
    { program: 'Jan', folder: join(library, 'Jan', 'data') },
    { program: 'llama.cpp', folder: env['LLAMA_CACHE'] ?? join(cache, 'llama.cpp') },
    { program: 'llama.cpp', folder: join(local, 'llama.cpp') },
    { program: 'llama.cpp', folder: join(home, 'Library', 'Caches', 'llama.cpp') },
  ]
}

/** Files of a folder and those below, by their names; a folder that is not there has none. */
export const ggufFilesIn = async (folder: string, depth = MAX_DEPTH): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const found: string[] = []
  for (const entry of entries.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const path = join(folder, entry.name)
    // A model in several files is opened by its first.
    const isRest = /-(?!00001)\d{5}-of-\d{5}\.gguf$/iu.test(entry.name)
    const isHelper = /^mmproj/iu.test(entry.name)
    if (entry.isDirectory() && depth > 0) found.push(...(await ggufFilesIn(path, depth - 1)))
    else if (!entry.isDirectory() && /\.gguf$/iu.test(entry.name) && !isRest && !isHelper) found.push(path)
    if (found.length >= MAX_FILES) break
  }
  return found.slice(0, MAX_FILES)
}

const manifest = z.object({ layers: z.array(z.object({ mediaType: z.string(), digest: z.string() })) })

/** Ollama names its files by their hash; what they are called stands in a manifest. */
const ollama = async (home: string, env: NodeJS.ProcessEnv): Promise<readonly KnownModel[]> => {
  const root = env['OLLAMA_MODELS'] ?? join(home, '.ollama', 'models')
  const walk = async (folder: string, depth: number): Promise<readonly string[]> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    const below = entries.map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() && depth > 0 ? walk(path, depth - 1) : Promise.resolve([path])
    })
    return (await Promise.all(below)).flat()
  }
  const found: KnownModel[] = []
  for (const path of (await walk(join(root, 'manifests'), MAX_DEPTH)).slice(0, MAX_FILES)) {
    try {
      const { layers } = manifest.parse(JSON.parse(await readFile(path, 'utf8')))
      const model = layers.find(({ mediaType }) => mediaType.endsWith('image.model'))
      if (!model || !/^sha256:[\da-f]{64}$/u.test(model.digest)) continue
      const blob = join(root, 'blobs', model.digest.replace(':', '-'))
      const [tag = '', name = ''] = path.split(/[\\/]/u).toReversed()
      found.push({
        program: 'Ollama',
        path: blob,
        name: `${name}:${tag}`,
        sizeBytes: (await stat(blob)).size,
      })
    } catch {
      // A download that broke off, or no manifest at all.
    }
  }
  return found
}

/** @param home and env of the process; tests give others */
export const findKnownModels = async (
  home: string = homedir(),
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly KnownModel[]> => {
  const found: KnownModel[] = [...(await ollama(home, env))]
  for (const { program, folder } of places(home, env))
    for (const path of await ggufFilesIn(folder)) {
      const info = await stat(path).catch(() => null)
      if (info?.isFile()) found.push({ program, path, name: basename(path), sizeBytes: info.size })
    }
  const seen = new Set<string>()
  return found.filter(({ path }) => !seen.has(path) && seen.add(path))
}
