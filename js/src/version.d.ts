/** The front end's version, which the build takes from package.json. */
declare const ITERSCOPE_VERSION: string;
