// A second process that opens a project: holds it until it is told to end, or saves a scene over and over and prints
// each revision once it is acknowledged. Not a test.
import { openProjectStore } from '../../engine/store/open-project.ts'

const [mode, path = ''] = process.argv.slice(2)

const say = (message: object): void => {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

try {
  const store = openProjectStore(path)
  if (mode === 'hold') {
    say({ opened: true })
    process.stdin.resume()
    process.stdin.on('end', () => {
      store.close()
      process.exit()
    })
  } else {
    const scenes = store.binder.tree().filter(({ kind }) => kind === 'scene')
    const revs = new Map(scenes.map(({ id }) => [id, store.scenes.get(id).rev]))
    for (let count = 0; ; count += 1) {
      const { id } = scenes[count % scenes.length]
      const text = `Save ${count} of this process. ${'word '.repeat(count % 800)}`
      const paragraph = { type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text }] } as const
      const { rev } = store.scenes.save(id, revs.get(id)!, { type: 'doc', content: [paragraph] }, count)
      revs.set(id, rev)
      // Synchronous for a pipe: the line is out before the next save begins.
      say({ id, rev, count })
      if (count % 7 === 3)
        store.journal.record('binder.rename', () => store.binder.rename(id, `Title ${count}`))
    }
  }
} catch (error) {
  say({ failed: error instanceof Error && 'code' in error ? error.code : 'other', message: String(error) })
}
