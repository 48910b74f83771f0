// A slider whose value is kept when it is let go, so that dragging is one act and not fifty.
import { useState, type ReactElement } from 'react'
import { Slider, type SliderProps } from '../ui/Fields.tsx'

export const CommittedSlider = ({
  value,
  onCommit,
  ...rest
}: Omit<SliderProps, 'onChange'> & { readonly onCommit: (value: number) => void }): ReactElement => {
  const [own, setOwn] = useState<number | null>(null)
  const commit = (): void => {
    if (own !== null && own !== value) onCommit(own)
    setOwn(null)
  }
  return (
    <div onPointerUp={commit} onKeyUp={commit} onBlur={commit}>
      <Slider {...rest} value={own ?? value} onChange={setOwn} />
    </div>
  )
}
