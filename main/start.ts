// `npm start`: picks the host, builds what is missing, and says in one line which host it is and why.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { appRoot } from './app-root.ts'
import { buildFor } from './builds.ts'
import { hasDisplay } from './browser/app-window.ts'
import { runBrowserHost } from './browser/index.ts'
import { fetchElectron, findElectron, mayFetchElectron } from './electron-binary.ts'

const USAGE = `usage: npm start -- [PROJECT.arcwright] [--host electron|browser] [--port N] [--no-open]`

interface Choice {
  readonly electron: string | undefined
  readonly because: string
}

const choose = (wanted: string | undefined): Choice => {
  if (wanted === 'browser') return { electron: undefined, because: 'it was asked for' }
  const found = findElectron()
  if (found && (wanted === 'electron' || hasDisplay()))
    return { electron: found, because: wanted ? 'it was asked for' : 'its binary is here' }
  if (found) return { electron: undefined, because: 'there is no screen for Electron' }
  if (!mayFetchElectron())
    return { electron: undefined, because: "Electron's binary is not here (npx install-electron fetches it)" }
  const fetched = fetchElectron()
  return fetched
    ? { electron: fetched, because: 'its binary was fetched just now' }
    : { electron: undefined, because: "Electron's binary is not here and could not be fetched" }
}

/** The shell gets the terminal; its exit code becomes ours. */
const runElectron = (binary: string, projectPath: string | undefined): Promise<number> =>
  new Promise((resolve) => {
    // As root, as in containers, Chromium refuses its sandbox.
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const child = spawn(binary, [appRoot, ...root, ...(projectPath ? [projectPath] : [])], {
      stdio: 'inherit',
    })
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal)
    process.on('SIGINT', () => undefined)
    process.on('SIGTERM', pass)
    child.once('error', () => resolve(1))
    child.once('exit', (code) => resolve(code ?? 1))
  })

const start = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    allowNegative: true,
    options: {
      host: { type: 'string' },
      port: { type: 'string', default: '0' },
      open: { type: 'boolean', default: true },
    },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port} is not a port.\n${USAGE}`)
  if (values.host !== undefined && values.host !== 'electron' && values.host !== 'browser')
    throw new Error(`--host ${values.host} is not a host.\n${USAGE}`)
  const given = positionals[0]
  const projectPath = given === undefined ? undefined : path.resolve(given)
  if (projectPath !== undefined && !existsSync(projectPath)) throw new Error(`${given ?? ''} is not there.`)

  const { electron, because } = choose(values.host)
  buildFor(electron ? 'electron' : 'browser')
  if (electron === undefined) return runBrowserHost({ port, open: values.open, projectPath, because })
  console.log(`Arcwright: Electron, because ${because}.`)
  return runElectron(electron, projectPath)
}

start().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(`Arcwright: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  },
)
