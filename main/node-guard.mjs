// Refuses a Node that cannot run the sources, in one clear line, before anything that needs it is loaded. Plain JavaScript on purpose.

/** Types are stripped without a flag since 22.18; SQLite's binding crashes silently on Node 20. */
const NEEDED = [22, 18]

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  console.error(
    `Arcwright needs Node ${NEEDED.join('.')} or newer and this is ${process.versions.node}. ` +
      'Start it through npm (npm start, npm run -s arcwright): npm ci has installed the right one.',
  )
  process.exit(1)
}
