// What of the graph is in view. Moving it moves one layer of the page and draws nothing anew; what is drawn follows when the
// view comes near its edge, or rests at another scale.
import { startTransition, useLayoutEffect, useState } from 'react'

export interface Camera {
  readonly x: number
  readonly y: number
  readonly scale: number
}

export interface Place {
  readonly x: number
  readonly y: number
}

interface Size {
  readonly width: number
  readonly height: number
}

const FIRST: Camera = { x: 40, y: 40, scale: 1 }
const CLOSEST = 2
/** The whole of a very large dialogue. */
const FARTHEST = 0.02
/** Below this scale the words of a node are no more than grey. */
const READABLE = 0.4
/** Drawn on each side of what is seen, in views; and how near its edge the view may come before more is drawn. */
export const MARGIN = 0.5
const NEAR_EDGE = 0.2
/** Stretched further than this, what was drawn looks coarse while it moves. */
const STRETCH = 2
const REST_MS = 140

export const isFarAway = ({ scale }: Camera): boolean => scale < READABLE

/** A part of the graph, in its own units: what is seen, and so many views more on each side. */
export const windowOf = ({ x, y, scale }: Camera, { width, height }: Size, margin: number) => ({
  left: (-x - margin * width) / scale,
  top: (-y - margin * height) / scale,
  right: ((1 + margin) * width - x) / scale,
  bottom: ((1 + margin) * height - y) / scale,
})

const mustDraw = (live: Camera, drawn: Camera, size: Size): boolean => {
  if (isFarAway(live) !== isFarAway(drawn)) return true
  const grown = live.scale / drawn.scale
  if (grown > STRETCH || grown < 1 / STRETCH) return true
  // From far away everything is drawn.
  if (isFarAway(live)) return false
  const seen = windowOf(live, size, NEAR_EDGE)
  const there = windowOf(drawn, size, MARGIN)
  return (
    seen.left < there.left || seen.top < there.top || seen.right > there.right || seen.bottom > there.bottom
  )
}

/** Where the view stands, whatever of it is drawn. Holds the layer and moves it as a whole. */
class GraphCamera {
  readonly #draw: (next: Camera) => void
  #layer: HTMLElement | null = null
  #live = FIRST
  #drawn = FIRST
  #asked = FIRST
  #size: Size = { width: 0, height: 0 }
  #rest = 0

  /** @param draw to be called with what is to be drawn, soon. */
  constructor(draw: (next: Camera) => void) {
    this.#draw = draw
  }

  readonly attach = (layer: HTMLElement | null): void => {
    this.#layer = layer
    this.#place()
  }

  resize(size: Size): void {
    this.#size = size
  }

  /** The layer holds this now. */
  show(drawn: Camera): void {
    this.#drawn = drawn
    this.#place()
  }

  move(change: (was: Camera) => Camera): void {
    this.#live = change(this.#live)
    this.#place()
    if (mustDraw(this.#live, this.#asked, this.#size)) this.#ask()
    window.clearTimeout(this.#rest)
    this.#rest = window.setTimeout(() => {
      if (this.#live.scale !== this.#asked.scale) this.#ask()
    }, REST_MS)
  }

  zoom(factor: number, px: number, py: number): void {
    this.move((was) => {
      const scale = Math.min(CLOSEST, Math.max(FARTHEST, was.scale * factor))
      const grown = scale / was.scale
      return { scale, x: px - (px - was.x) * grown, y: py - (py - was.y) * grown }
    })
  }

  /** A place of the graph comes into the middle, unless it is in view. */
  reveal({ x, y }: Place, box: Size): void {
    const { width, height } = this.#size
    if (width === 0) return
    const { x: left, y: top, scale } = this.#live
    const [px, py] = [x * scale + left, y * scale + top]
    const fits = px > 0 && py > 0 && px < width - box.width * scale && py < height - box.height * scale
    if (fits) return
    this.move((was) => ({
      ...was,
      x: width / 2 - (x + box.width / 2) * scale,
      y: height / 2 - (y + box.height / 2) * scale,
    }))
  }

  /** Where a point of the window lies in the graph. */
  toGraph(clientX: number, clientY: number): Place {
    const box = this.#layer?.parentElement?.getBoundingClientRect()
    const { x, y, scale } = this.#live
    return { x: (clientX - (box?.left ?? 0) - x) / scale, y: (clientY - (box?.top ?? 0) - y) / scale }
  }

  dispose(): void {
    window.clearTimeout(this.#rest)
  }

  #ask(): void {
    this.#asked = this.#live
    this.#draw(this.#asked)
  }

  #place(): void {
    if (!this.#layer) return
    const { x, y, scale } = this.#live
    const grown = scale / this.#drawn.scale
    const [dx, dy] = [x - this.#drawn.x * grown, y - this.#drawn.y * grown]
    this.#layer.style.transform = `translate(${dx}px, ${dy}px) scale(${grown})`
  }
}

/** @returns `attach` for the layer, and `drawn`: under which camera it is to be drawn. */
export const useCamera = (
  size: Size,
): {
  readonly camera: GraphCamera
  readonly attach: GraphCamera['attach']
  readonly drawn: Camera
} => {
  const [drawn, setDrawn] = useState(FIRST)
  const [camera] = useState(() => new GraphCamera((next) => startTransition(() => setDrawn(next))))
  useLayoutEffect(() => camera.show(drawn), [camera, drawn])
  useLayoutEffect(() => camera.resize(size), [camera, size])
  useLayoutEffect(() => () => camera.dispose(), [camera])
  return { camera, attach: camera.attach, drawn }
}
