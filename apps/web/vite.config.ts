import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstLoadGuard } from './first-load-guard.ts';
import { operationsModule } from './operations-module.ts';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    operationsModule(),
    firstLoadGuard({
      entries: ['src/app/main.tsx', 'src/app/shop-frame.tsx', 'src/features/catalogue/search-page.tsx'],
      limitKb: 200,
      forbidden: ['/zod/', '/temporal-polyfill/', '/echarts/'],
    }),
  ],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', reportCompressedSize: false },
});
