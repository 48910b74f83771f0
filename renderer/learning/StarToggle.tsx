// The star of a candidate: kept in mind as one that the writer would like more of.
import { Star } from 'lucide-react'
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { IconToggle } from '../ui/index.ts'
import { star, useLearning } from './learning-store.ts'

export const StarToggle = ({ candidateId }: { readonly candidateId: string }): ReactElement => {
  const t = useText()
  const starred = useLearning((state) => state.starred.has(candidateId))
  return (
    <IconToggle
      writes
      label={t('learning:star')}
      isSelected={starred}
      onChange={(on) => void star(candidateId, on)}
      data-testid="star"
    >
      <Star aria-hidden />
    </IconToggle>
  )
}
