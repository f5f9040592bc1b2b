import 'react';

declare module 'react' {
  // Custom properties pass numbers to style sheets.
  interface CSSProperties {
    [custom: `--${string}`]: string | number | undefined;
  }
}
