/** Shapes on a 16 px grid with a stroke of 1.5, so that an icon stands beside text of 13–16 px without blur. */
const shapes = {
  rent: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 4.5V8l2.5 2',
  loan: 'M7 3H2.5v10.5H13V9M9 2.5h4.5V7M13.2 2.8 7.5 8.5',
  equity: 'M8 2v6l4.3 4.3A6 6 0 1 1 8 2ZM10.5 1.8A6 6 0 0 1 13.8 8h-3.3Z',
  arrowLeft: 'M13.5 8h-11M7 3.5 2.5 8 7 12.5',
  bell: 'M3.5 11.5c1-1 1-2.5 1-4.5a3.5 3.5 0 0 1 7 0c0 2 0 3.5 1 4.5zM6.5 13.8a1.7 1.7 0 0 0 3 0',
  board: 'M2 3h12v10H2zM2 6.3h12M2 9.7h12M6 6.3V13',
  building: 'M3 14V2.5h6.5V14M9.5 6.5H13V14M2 14h12M5.5 5.5h1.5M5.5 8h1.5M5.5 10.5h1.5',
  calendar: 'M2 3.5h12V14H2zM2 7h12M5 1.8v3M11 1.8v3',
  camera: 'M1.8 4.5h3l1-1.8h4.4l1 1.8h3v9H1.8zM8 6.2a2.6 2.6 0 1 0 0 5.2A2.6 2.6 0 0 0 8 6.2',
  check: 'm3 8.5 3.3 3.3L13 4.5',
  copy: 'M5.5 5.5H14V14H5.5zM10.5 5.5V2H2v8.5h3.5',
  down: 'm3 6 5 5 5-5',
  download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  edit: 'M10.5 3.5l2 2L5.5 12.5 3 13l.5-2.5zM9 5l2 2',
  external: 'M7 3H2.5v10.5H13V9M9 2.5h4.5V7M13.2 2.8 7.5 8.5',
  file: 'M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3',
  filter: 'M2 4h12M4 8h8M6.5 12h3',
  flask: 'M6 2h4M6.8 2v4.5L3 13.2h10L9.2 6.5V2M4.8 10h6.4',
  globe: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M2 8h12M8 1.8c-4 4-4 8.4 0 12.4M8 1.8c4 4 4 8.4 0 12.4',
  heart: 'M8 13.5S2 10 2 5.9A3 3 0 0 1 8 5a3 3 0 0 1 6 .9C14 10 8 13.5 8 13.5Z',
  inbox: 'M2 9.5 4 3h8l2 6.5V13H2zM2 9.5h3.5L6.5 11h3l1-1.5H14',
  info: 'M8 1.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 0 0 8 1.7M8 7.3V11M8 5v.01',
  left: 'm10 3-5 5 5 5',
  link: 'M6.5 9.5l3-3M7 4.5l1.5-1.5a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3 3 0 0 1 3 8.5L4.5 7',
  list: 'M5.5 4H14M5.5 8H14M5.5 12H14M2.5 4v.01M2.5 8v.01M2.5 12v.01',
  lock: 'M3.5 7h9v7h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  mail: 'M2 3.5h12v9H2zM2 4l6 5 6-5',
  menu: 'M2 4h12M2 8h12M2 12h12',
  minus: 'M3 8h10',
  moon: 'M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z',
  more: 'M3.5 8v.01M8 8v.01M12.5 8v.01',
  pin: 'M8 14.2S3 9.8 3 6.5a5 5 0 0 1 10 0c0 3.3-5 7.7-5 7.7ZM8 4.8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4',
  plus: 'M8 3v10M3 8h10',
  qr: 'M2 2h4.5v4.5H2zM9.5 2H14v4.5H9.5zM2 9.5h4.5V14H2zM9.5 9.5h2v2M14 9.5V14h-2.5M9.5 14v.01',
  refresh: 'M13.5 8a5.5 5.5 0 1 1-1.8-4.1M13.5 1.8v3h-3',
  right: 'm6 3 5 5-5 5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.5 10.5 14 14',
  settings:
    'M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7M10.8 2.8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4M5.2 9.8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4',
  shield: 'M8 1.8 13 4v4c0 3.5-2.5 5.5-5 6.3C5.5 13.5 3 11.5 3 8V4z',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1.2v1.5M8 13.3v1.5M1.2 8h1.5M13.3 8h1.5M3.2 3.2l1 1M11.8 11.8l1 1M12.8 3.2l-1 1M4.2 11.8l-1 1',
  trash: 'M2.5 4.5h11M6 4.5V2.5h4v2M4 4.5l.7 9.3h6.6L12 4.5',
  undo: 'M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M6 3.2 2.7 6.5 6 9.8',
  up: 'm3 10 5-5 5 5',
  upload: 'M8 10.5v-8M4.5 6 8 2.5 11.5 6M2.5 13.5h11',
  user: 'M8 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6M2.5 14c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5',
  users:
    'M6 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M1.5 13.5c.4-2.8 2-4 4.5-4s4.1 1.2 4.5 4M10.5 2.8a2.3 2.3 0 0 1 0 4.5M12 9.8c1.5.5 2.3 1.8 2.5 3.7',
  warn: 'M8 2 1.5 13.5h13L8 2ZM8 6.5v3.3M8 11.8v.01',
  x: 'm4 4 8 8M12 4l-8 8',
  yuan: 'M3.5 2.5 8 8l4.5-5.5M8 8v6M4.5 8h7M4.5 11h7',
} as const;

export type IconName = keyof typeof shapes;

/** A decorative icon: the words beside it carry the meaning. Add a shape above rather than another icon set. */
export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg className={className ? `i ${className}` : 'i'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}

/** The brand mark: seven columns of the availability strip. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 26 22" aria-hidden="true">
      <path d="M0 12h2.5v10H0zM4 6h2.5v16H4zM8 15h2.5v7H8zM12 0h2.5v22H12zM16 15h2.5v7H16zM20 6h2.5v16H20zM24 12h2v10h-2z" />
    </svg>
  );
}
