// Where the studio keeps its own data and proposes to keep the writer's: the same for every host.
import { existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import envPaths from 'env-paths'

export interface AppFolders {
  readonly dataDir: string
  readonly documentsDir: string
}

/** `ARCWRIGHT_DATA_DIR` and `ARCWRIGHT_DOCUMENTS_DIR` move them, for tests and for portable use. */
export const appFolders = (env: NodeJS.ProcessEnv = process.env): AppFolders => {
  const dataDir = path.resolve(env.ARCWRIGHT_DATA_DIR ?? envPaths('Arcwright', { suffix: '' }).data)
  mkdirSync(dataDir, { recursive: true })
  const documents = path.join(homedir(), 'Documents')
  const documentsDir = path.resolve(
    env.ARCWRIGHT_DOCUMENTS_DIR ?? (existsSync(documents) ? documents : homedir()),
  )
  return { dataDir, documentsDir }
}

/** Arguments for `engine/engine-process`. */
export const engineArguments = ({ dataDir, documentsDir }: AppFolders, version: string): string[] => [
  `--data-dir=${dataDir}`,
  `--documents-dir=${documentsDir}`,
  `--version=${version}`,
]
