/** {@code run}: the application, against any cluster. */
package io.clipstreams.cli.run;
