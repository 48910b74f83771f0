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

type Look = 'plain' | 'primary' | 'quiet' | 'danger'

export interface ButtonProps extends AriaButtonProps {
  readonly look?: Look
  readonly className?: string
  readonly 'data-testid'?: string
}

export const Button = ({ look = 'plain', className = '', ...rest }: ButtonProps): ReactElement => (
  <AriaButton {...rest} className={`button ${look} ${className}`} />
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
  ...rest
}: Omit<ButtonProps, 'children'> & Named): ReactElement => (
  <TooltipTrigger delay={500} closeDelay={60}>
    <AriaButton {...rest} aria-label={label} className={`button icon ${look} ${className}`} />
    <Hint label={label} shortcut={shortcut} />
  </TooltipTrigger>
)

export const IconToggle = ({
  label,
  shortcut,
  className = '',
  ...rest
}: Omit<AriaToggleProps, 'children' | 'className'> &
  Named & { readonly className?: string; readonly 'data-testid'?: string }): ReactElement => (
  <TooltipTrigger delay={500} closeDelay={60}>
    <AriaToggle {...rest} aria-label={label} className={`button icon quiet ${className}`} />
    <Hint label={label} shortcut={shortcut} />
  </TooltipTrigger>
)
