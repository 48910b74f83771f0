// An empty state: what is not here yet, and what to do next.
import type { ReactElement, ReactNode } from 'react'

export const Empty = (props: {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
}): ReactElement => (
  <div className="empty">
    {props.icon}
    <strong>{props.title}</strong>
    {props.children}
  </div>
)
