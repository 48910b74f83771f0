// A small form that stands at a node of the text: a footnote, a picture. What is in it is the caller's.
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react'
import { Popover, ProjectFields } from '../ui/index.ts'
import { sessionOf } from './scene-sessions.ts'

export const NodePopover = (props: {
  readonly label: string
  readonly sceneId: string
  /** Where the node stands in the scene's document. */
  readonly pos: number
  /** Closing keeps what was written. */
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactElement => {
  const { label, sceneId, pos, onClose, children } = props
  const anchor = useRef<Element | null>(null)
  useEffect(() => {
    const dom = sessionOf(sceneId)?.editor.view.nodeDOM(pos)
    anchor.current = dom instanceof Element ? dom : null
  }, [sceneId, pos])
  return (
    <Popover
      label={label}
      triggerRef={anchor}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <div className="footnote-form">
        <ProjectFields value>{children}</ProjectFields>
      </div>
    </Popover>
  )
}
