// A thin bar for work in progress, with its name for screen readers.
import type { ReactElement } from 'react'
import { ProgressBar } from 'react-aria-components'

export const Progress = (props: {
  readonly label: string
  readonly done: number
  /** 0 means unknown. */
  readonly total: number
}): ReactElement => {
  const known = props.total > 0
  const percent = known ? Math.min(100, (100 * props.done) / props.total) : 0
  return (
    <ProgressBar aria-label={props.label} value={percent} isIndeterminate={!known}>
      <div className="meter">
        <div
          className={known ? 'meter-fill' : 'meter-fill unknown'}
          style={known ? { width: `${percent}%` } : {}}
        />
      </div>
    </ProgressBar>
  )
}
