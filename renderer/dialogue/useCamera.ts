// What of the graph is in view: a place and a scale, moved by dragging the ground and by the wheel.
import { useCallback, useState, type PointerEvent, type WheelEvent } from 'react'

export interface Camera {
  readonly x: number
  readonly y: number
  readonly scale: number
}

const CLOSEST = 2
/** The whole of a very large dialogue. */
const FARTHEST = 0.02

export const useCamera = () => {
  const [camera, setCamera] = useState<Camera>({ x: 40, y: 40, scale: 1 })

  const onWheel = useCallback((event: WheelEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const [px, py] = [event.clientX - box.left, event.clientY - box.top]
    const { deltaX, deltaY } = event
    if (!event.ctrlKey && !event.metaKey) {
      setCamera((was) => ({ ...was, x: was.x - deltaX, y: was.y - deltaY }))
      return
    }
    setCamera((was) => {
      const scale = Math.min(CLOSEST, Math.max(FARTHEST, was.scale * Math.exp(-deltaY / 400)))
      const grown = scale / was.scale
      return { scale, x: px - (px - was.x) * grown, y: py - (py - was.y) * grown }
    })
  }, [])

  const onGround = useCallback((event: PointerEvent<SVGSVGElement>) => {
    if (event.target !== event.currentTarget) return
    const ground = event.currentTarget
    let [x, y] = [event.clientX, event.clientY]
    ground.setPointerCapture(event.pointerId)
    const move = (to: globalThis.PointerEvent): void => {
      const [dx, dy] = [to.clientX - x, to.clientY - y]
      ;[x, y] = [to.clientX, to.clientY]
      setCamera((was) => ({ ...was, x: was.x + dx, y: was.y + dy }))
    }
    ground.addEventListener('pointermove', move)
    ground.addEventListener('pointerup', () => ground.removeEventListener('pointermove', move), {
      once: true,
    })
    ground.addEventListener('pointercancel', () => ground.removeEventListener('pointermove', move), {
      once: true,
    })
  }, [])

  return { camera, setCamera, onWheel, onGround }
}
