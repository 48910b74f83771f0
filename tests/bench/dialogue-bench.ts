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

type Move = 'pan' | 'zoom'

/** Milliseconds between frames while the wheel turns once a frame: there and back. Runs inside the page. */
const frames = (page: Page, move: Move): Promise<number[]> =>
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
    { count: FRAMES, zoom: move === 'zoom' },
  )

/** Milliseconds between frames while a node is dragged in a circle. */
const dragFrames = (page: Page): Promise<number[]> =>
  page.locator('[data-testid=graph-node][aria-selected=true]').evaluate(async (node, count) => {
    const box = node.getBoundingClientRect()
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done))
    const tell = (type: string, dx = 0, dy = 0): boolean =>
      node.dispatchEvent(
        new PointerEvent(type, { bubbles: true, pointerId: 1, button: 0, clientX: x + dx, clientY: y + dy }),
      )
    // Only a real pointer can be captured.
    node.setPointerCapture = () => undefined
    tell('pointerdown')
    const times: number[] = []
    let last = await frame()
    for (let index = 0; index < count; index++) {
      const angle = (4 * Math.PI * index) / count
      tell('pointermove', 120 * Math.sin(angle), 90 * (1 - Math.cos(angle)))
      const now = await frame()
      times.push(now - last)
      last = now
    }
    tell('pointercancel')
    return times
  }, FRAMES)

/** Milliseconds between frames while everything is placed anew. */
const layoutFrames = async (page: Page): Promise<number[]> => {
  await page.evaluate(() => {
    const watched = window as unknown as { frameTimes: number[] }
    watched.frameTimes = []
    let last = performance.now()
    const next = (now: number): void => {
      watched.frameTimes.push(now - last)
      last = now
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  const placed = page.locator('.dialogue-head').getByRole('button').nth(4)
  await placed.click()
  await page.waitForTimeout(3000)
  return page.evaluate(() => (window as unknown as { frameTimes: number[] }).frameTimes)
}

/** From so far away that every node is in view. */
const showAll = (page: Page): Promise<void> =>
  page.getByTestId('dialogue-graph').evaluate(async (element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const [clientX, clientY] = [left + width / 2, top + height / 2]
    for (let turn = 0; turn < 24; turn++) {
      const wish = { bubbles: true, cancelable: true, clientX, clientY, deltaY: 60, ctrlKey: true }
      element.dispatchEvent(new WheelEvent('wheel', wish))
      await new Promise((done) => requestAnimationFrame(done))
    }
    await new Promise((done) => setTimeout(done, 600))
  })

/** As many boxes on a layer of a page that holds nothing else, moved by hand: what this machine can do at best. */
const bareFrames = async (page: Page): Promise<number[]> => {
  const bare = await page.context().newPage()
  try {
    await bare.setViewportSize({ width: 790, height: 520 })
    await bare.setContent(
      '<body style="margin:0;overflow:hidden"><div id="layer" style="will-change:transform"></div>',
    )
    return await bare.evaluate(
      async ({ nodes, count }) => {
        const layer = document.getElementById('layer')!
        const boxes = Array.from(
          { length: nodes },
          (_, at) => `<rect x="${(at % 50) * 15}" y="${Math.floor(at / 50) * 12}" width="11" height="5"/>`,
        )
        layer.innerHTML = `<svg width="790" height="520">${boxes.join('')}</svg>`
        const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done))
        const times: number[] = []
        let last = await frame()
        for (let index = 0; index < count; index++) {
          const way = index < count / 2 ? index : count - index
          layer.style.transform = `translate(${-way * 2}px, ${-way}px)`
          const now = await frame()
          times.push(now - last)
          last = now
        }
        return times
      },
      { nodes: NODES, count: FRAMES },
    )
  } finally {
    await bare.close()
  }
}

/** A frame of a screen of 60 Hz, with what the clock of the page is off. */
const FRAME_MS = 17.2

const figures = (times: readonly number[]) => ({
  frames: times.length,
  p50Ms: round(quantile(times, 0.5)),
  p95Ms: round(quantile(times, 0.95)),
  longestMs: round(Math.max(...times)),
  late: round(times.filter((time) => time > FRAME_MS).length / times.length, 3),
})

export const dialogueBench: Bench = {
  name: 'dialogue',
  title: 'pan, zoom, drag and tidy up a dialogue of 2,000 nodes, beside a bare page that moves as many boxes',
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
      const { page } = host
      const studio = await studioPage(page).untilOpen('Book')
      await studio.command('dialogue.open')
      await page.getByTestId('graph-node').first().waitFor()
      const drawn = (): Promise<number> => page.getByTestId('graph-node').count()
      const tell = (name: string, times: readonly number[], more: Record<string, number> = {}): void =>
        report({ name: `dialogue-${name}`, nodes: nodes.length, ...more, ...figures(times) })
      tell('bare-page', await bareFrames(page))
      await page.bringToFront()
      tell('near-pan', await frames(page, 'pan'), { drawn: await drawn() })
      tell('near-drag', await dragFrames(page), { drawn: await drawn() })
      await showAll(page)
      tell('far-pan', await frames(page, 'pan'), { drawn: await drawn() })
      tell('far-zoom', await frames(page, 'zoom'), { drawn: await drawn() })
      tell('tidy-up', await layoutFrames(page))
      tell('bare-page', await bareFrames(page))
    } finally {
      await host.stop()
      await desk.close()
    }
  },
}
