import 'react';

declare module 'react' {
  // Custom properties, which style sheets of components are given their figures through.
  interface CSSProperties {
    [custom: `--${string}`]: string | number | undefined;
  }
}
