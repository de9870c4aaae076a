import type { IconName } from './icon-names.ts'

/** One path each in a 24 × 24 box, drawn with a line. All drawn for this app. */
const paths: Record<IconName, string> = {
  d4: 'M12 3 21.5 19h-19ZM12 3v16M2.5 19 12 13.5 21.5 19',
  d6: 'M12 2.5 20.5 7v10L12 21.5 3.5 17V7ZM3.5 7 12 11.5 20.5 7M12 11.5v10',
  d8: 'M12 2 20.5 12 12 22 3.5 12ZM3.5 12 12 15l8.5-3M12 2v13',
  d10: 'M12 2 21.5 10.5v3L12 22 2.5 13.5v-3ZM12 2 7 13l5 3.5 5-3.5ZM2.5 13.5 7 13M21.5 13.5 17 13M12 16.5V22',
  d12: 'M12 2 18.5 4.2l3.5 5.5v4.6l-3.5 5.5L12 22l-6.5-2.2L2 14.3V9.7l3.5-5.5ZM12 7l5 3.7-1.9 5.8H8.9L7 10.7ZM12 2v5M22 9.7l-5 1M18.5 19.8l-3.4-3.3M5.5 19.8l3.4-3.3M2 9.7l5 1',
  d20: 'M12 2 21 7v10l-9 5-9-5V7ZM12 7.5 17.2 16H6.8ZM12 2v5.5M3 7l9 .5L21 7M3 7l3.8 9L3 17M21 7l-3.8 9L21 17M6.8 16l5.2 6 5.2-6',
  campaigns: 'M3 5.5 9 3l6 2.5L21 3v15.5L15 21l-6-2.5L3 21ZM9 3v15.5M15 5.5V21',
  party:
    'M12 2v2M8.5 6.5h7L17 9v9l-1.5 2.5h-7L7 18V9ZM8.5 6.5C8.5 4.7 10 4 12 4s3.5.7 3.5 2.5M12 10.5c1.8 2 2 3 2 4a2 2 0 0 1-4 0c0-1 .2-2 2-4M9 22.5h6',
  character: 'M12 2.5 20 5v6c0 5-3.2 8.7-8 10.5C7.2 19.7 4 16 4 11V5ZM12 7v9M8.5 10.5h7',
  settings:
    'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M5.3 18.7l2.1-2.1M16.6 7.4l2.1-2.1',
  back: 'M15 4.5 7.5 12l7.5 7.5',
  chevron: 'M9 5l7 7-7 7',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  check: 'M4.5 12.5 10 18l9.5-12',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  share: 'M12 15V3M7.5 7 12 2.5 16.5 7M5 12v8.5h14V12',
  copy: 'M9 8.5h11v12H9ZM15 8.5v-5H4v12h5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 21 21',
  send: 'M3.5 11.5 21 3.5l-6 17.5-3.5-7.5ZM11.5 13.5 21 3.5',
  crown: 'M3.5 7.5 8 12l4-7.5 4 7.5 4.5-4.5-2 11h-13ZM5.5 21.5h13',
  eye: 'M2 12c2.5-4.5 6-6.5 10-6.5s7.5 2 10 6.5c-2.5 4.5-6 6.5-10 6.5S4.5 16.5 2 12M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  'eye-off':
    'M3 3l18 18M9.5 5.8c.8-.2 1.6-.3 2.5-.3 4 0 7.5 2 10 6.5a15 15 0 0 1-3 3.7M6 7.5A14 14 0 0 0 2 12c2.5 4.5 6 6.5 10 6.5 1.5 0 3-.3 4.3-.9',
  scroll:
    'M7 3.5h12v14.5a2.5 2.5 0 0 1-2.5 2.5H6a2.5 2.5 0 0 1-2.5-2.5V16H14v2a2.5 2.5 0 0 0 2.5 2.5M7 3.5V16M10 8h6M10 11.5h6',
  leave: 'M10 3.5H4.5v17H10M9 12h12M16.5 7.5 21 12l-4.5 4.5',
  refresh: 'M20 12a8 8 0 1 1-2.5-5.8M20.5 3v4.5H16',
  warning: 'M12 3 22 20.5H2ZM12 9.5v5M12 17.5h.01',
  'no-signal':
    'M3 3l18 18M5 12.5a10 10 0 0 1 4-2.4M19 12.5a10 10 0 0 0-4.5-2.6M8.5 16a5 5 0 0 1 6 -.8M2 8.5A15 15 0 0 1 6 6M22 8.5A15 15 0 0 0 11 5M12 19.5h.01',
  device: 'M7 2.5h10v19H7ZM11 18.5h2',
  globe:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 2.7 4 5.5 4 9s-1 6.3-4 9c-3-2.7-4-5.5-4-9s1-6.3 4-9',
  palette:
    'M12 3a9 9 0 1 0 0 18c1.5 0 2-1 1.5-2.2-.6-1.5.3-2.8 2-2.8H18a3 3 0 0 0 3-3c0-5.5-4-10-9-10M7.5 11h.01M11 7.5h.01M15.5 8.5h.01',
  code: 'M8.5 7 3.5 12l5 5M15.5 7l5 5-5 5M13.5 4.5l-3 15',
  chat: 'M4 4.5h16v12h-8.5L7 20.5v-4H4ZM8 9h8M8 12.5h5',
  people:
    'M9 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6ZM15.5 5a3.2 3.2 0 0 1 0 6.2M17.5 14.5c2.3.7 3.7 2.5 4 5.5',
  edit: 'M4 20l1-4.5L16.5 4 20 7.5 8.5 19ZM14 6.5 17.5 10',
  trash: 'M4 6.5h16M9 6.5V4h6v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6',
}

export interface IconProps {
  name: IconName
  /** Pixels. */
  size?: number
  /** Spoken name; without it the icon is decoration. */
  label?: string
}

/** A line icon in the colour of the text around it. */
export function Icon({ name, size = 24, label }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.8 : name.startsWith('d1') || name === 'd20' ? 1.3 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      role={label === undefined ? 'presentation' : 'img'}
      aria-hidden={label === undefined}
      aria-label={label}
    >
      <path d={paths[name]} />
    </svg>
  )
}
