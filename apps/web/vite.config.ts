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
      forbidden: ['/zod/', '/temporal-polyfill/', '/echarts/', '/zrender/'],
    }),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    // The library of charts is that big, and loaded by who looks at a chart.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        // Each message is a module of its own; left alone, every one that two pages share would become a file.
        codeSplitting: {
          groups: [
            // Drawn on few pages, and heavier than the rest together.
            { name: 'charts', test: /node_modules[\\/](.*[\\/])?(echarts|zrender|tslib)[\\/]/, priority: 4 },
            { name: 'vendor', test: /node_modules/, priority: 3 },
            {
              name: 'words',
              test: /generated[\\/]messages[\\/](ui|storefront|account|common)_/,
              minShareCount: 2,
              priority: 2,
            },
            { name: 'desk-words', test: /generated[\\/]messages[\\/]/, minShareCount: 2, priority: 2 },
            { name: 'kit', test: /src[\\/](ui|app)[\\/]/, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
});
