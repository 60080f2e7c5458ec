/** The packaged jar in processes of its own, killed the hard way. */
package ffrtmp.node.process;
