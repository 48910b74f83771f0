// One foldable part of a sheet.
import type { ReactElement, ReactNode } from 'react'

export const Section = (props: {
  readonly title: string
  readonly open?: boolean
  readonly testId?: string
  readonly children: ReactNode
}): ReactElement => (
  <details className="cast-section" open={props.open ?? false} data-testid={props.testId}>
    <summary>{props.title}</summary>
    <div className="cast-section-body">{props.children}</div>
  </details>
)
