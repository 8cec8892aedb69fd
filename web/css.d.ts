/** Vite turns a style sheet that is imported for its effect into a file of the build. */
declare module '*.css';
