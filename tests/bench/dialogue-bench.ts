// The dialogue room with all of 2,000 nodes in view: frame times while it is panned and zoomed without a pause.
import type { Page } from 'playwright'
import { startBrowserHost } from '../helpers/harness.ts'
import { studioPage } from '../helpers/studio-page.ts'
import { quantile, round, type Bench } from './bench.ts'
import { openDesk, type Desk } from './book.ts'

const NODES = 2000
const FRAMES = 240

type Edit = Parameters<Desk['client']['dialogue']['edit']>[0]['edits'][number]
type Graph = Awaited<ReturnType<Desk['client']['dialogue']['create']>>

/** Lines, with a choice of three after every fourth. */
const manyNodes = (): Edit[] =>
  Array.from({ length: NODES }, (_, index): Edit => {
    if (index % 5 === 4) {
      const options = ['Stay', 'Leave', 'Ask'].map((text, way) => ({ id: `w${way}`, text }))
      return { act: 'add', kind: 'choice', fields: { options } }
    }
    const speaker = { characterId: null, name: index % 2 === 0 ? 'Ann' : 'Tom' }
    const text = `Line ${index}: the tide went out and nobody had told the harbour.`
    const emotion = { label: 'sadness', valence: -0.4, arousal: 0.3 } as const
    return { act: 'add', kind: 'line', fields: { speaker, text, emotion } }
  })

/** Every way leads on to the next node that none leads to yet. */
const manyWays = ({ nodes }: Graph): Edit[] => {
  let next = 1
  return nodes
    .flatMap((node) =>
      (node.kind === 'choice' ? node.options.map(({ id }) => id) : ['next']).map((exit) => ({
        nodeId: node.id,
        exit,
      })),
    )
    .slice(0, NODES - 1)
    .map((way) => ({ act: 'connect', ...way, target: nodes[next++].id }))
}

/** Milliseconds between frames while the wheel turns once a frame: there and back. Runs inside the page. */
const frames = (page: Page, isZoom: boolean): Promise<number[]> =>
  page.getByTestId('dialogue-graph').evaluate(
    async (canvas, { count, zoom }) => {
      const box = canvas.getBoundingClientRect()
      const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done))
      const times: number[] = []
      let last = await frame()
      for (let index = 0; index < count; index++) {
        const sign = index < count / 2 ? 1 : -1
        const turn = zoom ? { deltaY: sign * 8, ctrlKey: true } : { deltaX: sign * 25, deltaY: sign * 12 }
        canvas.dispatchEvent(
          new WheelEvent('wheel', {
            bubbles: true,
            cancelable: true,
            clientX: box.left + box.width / 2,
            clientY: box.top + box.height / 2,
            ...turn,
          }),
        )
        const now = await frame()
        times.push(now - last)
        last = now
      }
      return times
    },
    { count: FRAMES, zoom: isZoom },
  )

/** Zooms out until every node is in view. */
const showAll = async (page: Page): Promise<void> => {
  const canvas = page.getByTestId('dialogue-graph')
  const drawn = (): Promise<number> => page.getByTestId('graph-node').count()
  for (let turn = 0; turn < 60 && (await drawn()) < NODES; turn++)
    await canvas.evaluate(async (element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      const [clientX, clientY] = [left + width / 2, top + height / 2]
      const wish = { bubbles: true, cancelable: true, clientX, clientY, deltaY: 60, ctrlKey: true }
      element.dispatchEvent(new WheelEvent('wheel', wish))
      await new Promise((done) => requestAnimationFrame(done))
    })
}

export const dialogueBench: Bench = {
  name: 'dialogue',
  title: 'pan and zoom a dialogue of 2,000 nodes',
  run: async (report) => {
    const desk = await openDesk()
    const made = await desk.client.dialogue.create({ title: 'Big' })
    const { dialogue } = await desk.client.dialogue.edit({ dialogueId: made.id, edits: manyNodes() })
    await desk.client.dialogue.edit({ dialogueId: made.id, edits: manyWays(dialogue) })
    const { nodes } = await desk.client.dialogue.layout({ dialogueId: made.id })
    await desk.client.studio.updateSettings({ tourDone: true })
    await desk.client.project.close()
    const host = await startBrowserHost({ dataDir: desk.dataDir, projectPath: desk.projectPath })
    try {
      const studio = await studioPage(host.page).untilOpen('Book')
      await studio.command('dialogue.open')
      await host.page.getByTestId('graph-node').first().waitFor()
      await showAll(host.page)
      for (const name of ['pan', 'zoom'] as const) {
        const times = await frames(host.page, name === 'zoom')
        const drawn = await host.page.getByTestId('graph-node').count()
        report({
          name: `dialogue-${name}`,
          nodes: nodes.length,
          drawn,
          frames: times.length,
          p50Ms: round(quantile(times, 0.5)),
          p95Ms: round(quantile(times, 0.95)),
        })
      }
    } finally {
      await host.stop()
      await desk.close()
    }
  },
}
