// Buttons: the plain, primary, quiet and icon forms every feature uses. An icon button always has a name and a tooltip.
import type { ReactElement, ReactNode } from 'react'
import {
  Button as AriaButton,
  ToggleButton as AriaToggle,
  Tooltip,
  TooltipTrigger,
  type ButtonProps as AriaButtonProps,
  type ToggleButtonProps as AriaToggleProps,
} from 'react-aria-components'
import { useBarred } from './writing.ts'

type Look = 'plain' | 'primary' | 'quiet' | 'danger'

export interface ButtonProps extends AriaButtonProps {
  readonly look?: Look
  /** It changes the project. */
  readonly writes?: boolean
  readonly className?: string
  readonly 'data-testid'?: string
}

export const Button = ({
  look = 'plain',
  className = '',
  writes,
  isDisabled = false,
  ...rest
}: ButtonProps): ReactElement => (
  <AriaButton
    {...rest}
    isDisabled={useBarred(writes) || isDisabled}
    className={`button ${look} ${className}`}
  />
)

/** A name that is spoken and shown on hover, with the shortcut beside it. */
interface Named {
  readonly label: string
  readonly shortcut?: string
  readonly children?: ReactNode
}

const Hint = ({ label, shortcut }: Named): ReactElement => (
  <Tooltip className="tooltip" offset={6}>
    {label}
    {shortcut && <kbd>{shortcut}</kbd>}
  </Tooltip>
)

export const IconButton = ({
  label,
  shortcut,
  className = '',
  look = 'quiet',
  writes,
  isDisabled = false,
  ...rest
}: Omit<ButtonProps, 'children'> & Named): ReactElement => (
  <TooltipTrigger delay={500} closeDelay={60}>
    <AriaButton
      {...rest}
      isDisabled={useBarred(writes) || isDisabled}
      aria-label={label}
      className={`button icon ${look} ${className}`}
    />
    <Hint label={label} shortcut={shortcut} />
  </TooltipTrigger>
)

export const IconToggle = ({
  label,
  shortcut,
  className = '',
  writes,
  isDisabled = false,
  ...rest
}: Omit<AriaToggleProps, 'children' | 'className'> &
  Named &
  Pick<ButtonProps, 'writes' | 'className' | 'data-testid'>): ReactElement => (
  <TooltipTrigger delay={500} closeDelay={60}>
    <AriaToggle
      {...rest}
      isDisabled={useBarred(writes) || isDisabled}
      aria-label={label}
      className={`button icon quiet ${className}`}
    />
    <Hint label={label} shortcut={shortcut} />
  </TooltipTrigger>
)
